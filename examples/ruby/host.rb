# A host in Ruby with Sinatra: customers sign in and see their own rows, and nobody else's.
#
#   gem install sinatra jwt webrick
#   SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... ruby host.rb 3500
require "erb"
require "jwt"
require "securerandom"
require "sinatra/base"
require "webrick"

SITE_URL = ENV.fetch("SIGNBOARD_SITE_URL", "http://127.0.0.1:3300").chomp("/")
SECRET_KEY = ENV["SIGNBOARD_EMBEDDING_SECRET_KEY"].to_s
DASHBOARD = ENV.fetch("DASHBOARD", "demo-shop-overview-01")
QUESTION = ENV.fetch("QUESTION", "demo-latest-reviews-1")
Customer = Struct.new(:account_id, :name)
CUSTOMERS = {
  "fjord-fern" => Customer.new(1, "Fjord & Fern"),
  "cafe-solene" => Customer.new(2, "Café Solène")
}.freeze

class Host < Sinatra::Base
  use Rack::Session::Cookie, secret: SecureRandom.hex(64), same_site: :lax, httponly: true
  set :logging, false

  before { headers "Cache-Control" => "no-store" }

  helpers do
    # The part to copy: who looks comes from the session, and the key never leaves this server.
    def embed_url(kind, item, customer)
      payload = {
        resource: { kind => item.match?(/\A\d+\z/) ? item.to_i : item },
        params: { account: [customer.account_id] },
        exp: Time.now.to_i + (60 * 10)
      }
      token = JWT.encode(payload, SECRET_KEY, "HS256")
      "#{SITE_URL}/embed/#{kind}/#{token}#bordered=false&titled=false"
    end

    def h(text) = ERB::Util.html_escape(text)

    def show(kind, item, title)
      @title = title
      @customer = CUSTOMERS[session[:customer]]
      @url = embed_url(kind, item, @customer) if @customer
      erb :page
    end
  end

  get("/") { show("dashboard", DASHBOARD, "Sales") }
  get("/reviews") { show("question", QUESTION, "Reviews") }

  post "/sign-in" do
    session[:customer] = params[:customer] if CUSTOMERS.key?(params[:customer])
    redirect "/", 303
  end

  post "/sign-out" do
    session.clear
    redirect "/", 303
  end

  template :page do
    <<~PAGE
      <!doctype html>
      <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title><%= h @title %></title>
      <script src="<%= SITE_URL %>/app/iframeResizer.js"></script>
      <style>body { font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }
      iframe { width: 100%; min-height: 24rem; border: 0 } form { display: inline }</style>
      <% if @customer %>
      <p><b><%= h @customer.name %></b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>
      <form method="post" action="/sign-out"><button>Sign out</button></form></p>
      <iframe src="<%= h @url %>" title="<%= h @title %>" onload="iFrameResize({}, this)"></iframe>
      <% else %>
      <form method="post" action="/sign-in">
      <% CUSTOMERS.each do |key, one| %><button name="customer" value="<%= key %>"><%= h one.name %></button> <% end %>
      </form>
      <% end %>
    PAGE
  end
end

abort "Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key." if SECRET_KEY.empty?

server = WEBrick::HTTPServer.new(
  BindAddress: "127.0.0.1", Port: (ARGV[0] || 3500).to_i, AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
)
server.mount "/", Rack::Handler::WEBrick, Host.new
trap("TERM") { server.shutdown }
puts "Host: http://127.0.0.1:#{server.listeners[0].addr[1]}"
$stdout.flush
server.start
